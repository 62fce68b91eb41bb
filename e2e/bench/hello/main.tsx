/** The least that a React page can be: what the product's first load is held against. Its line counts as a row. */
import { createRoot } from 'react-dom/client';

const container = document.getElementById('root');
if (container !== null) createRoot(container).render(<h1 data-row="0">Hello, world</h1>);

/** The least that a React page can be: what the product's first load is held against. */
import { createRoot } from 'react-dom/client';

const container = document.getElementById('root');
if (container !== null) createRoot(container).render(<h1>Hello, world</h1>);

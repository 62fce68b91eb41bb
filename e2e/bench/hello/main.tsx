/** The smallest possible React page, as a reference for the product's first load. Its one line counts as a row. */
import { createRoot } from 'react-dom/client';

const container = document.getElementById('root');
if (container !== null) createRoot(container).render(<h1 data-row="0">Hello, world</h1>);

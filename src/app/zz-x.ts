export const x = () => fetch('/a');

// esbuild puts them into main.css.
declare module '*.css';

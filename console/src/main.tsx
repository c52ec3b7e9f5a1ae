import { render } from 'preact';
import './styles/main.css';
import { App } from './app.tsx';

render(<App />, document.body);

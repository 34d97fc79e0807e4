import './font.css'

// What this browser remembers: the theme, the time zone, earlier searches. Works without storage too, for one visit.

const memory = new Map();

export function read(name, otherwise) {
  try {
    const text = localStorage.getItem('genops.' + name);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return memory.get(name) ?? otherwise;
  }
}

export function write(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem('genops.' + name, JSON.stringify(value));
  } catch {
    // Forbidden or full: it stays in memory.
  }
}

// As text, not JSON: theme.js reads it before any module runs.
export function readText(name) {
  try {
    return localStorage.getItem('genops.' + name);
  } catch {
    return memory.get(name) ?? null;
  }
}

export function writeText(name, text) {
  memory.set(name, text);
  try {
    localStorage.setItem('genops.' + name, text);
  } catch {
    // As above.
  }
}

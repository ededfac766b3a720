// Runs before anything is drawn, so that nobody sees the other theme first. Without a choice the system's counts.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('genops.theme');
  } catch {
    // Storage may be forbidden; then the system's choice holds.
  }
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();

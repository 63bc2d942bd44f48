// Runs before the page is drawn, so that it does not flash in the wrong colors.
'use strict';
try {
  const theme = localStorage.getItem('pilcrow-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system decides.
}

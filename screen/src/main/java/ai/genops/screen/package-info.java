/// The page that a server shows: its files, in `page/` beside this class, and the libraries they use. No build step:
/// browsers load the files as they are.
///
/// Starting points: [Screen] for how files become answers; `page/index.html`, which names every file; `page/app.js`.
@NullMarked
package ai.genops.screen;

import org.jspecify.annotations.NullMarked;

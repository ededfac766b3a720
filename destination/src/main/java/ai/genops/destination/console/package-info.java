/// The destination `console`: one line per event, for looking. Starting point: [ConsoleType].
@NullMarked
package ai.genops.destination.console;

import org.jspecify.annotations.NullMarked;

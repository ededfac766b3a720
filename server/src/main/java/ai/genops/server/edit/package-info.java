/// Files of the configuration that are changed through the server: checked as a whole, written, taken over, and kept in
/// a history that leads back. Start at [Edits]; [Edit] is what the history keeps of one, [LineDiff] shows it,
/// [EditRecord] is its event.
@NullMarked
package ai.genops.server.edit;

import org.jspecify.annotations.NullMarked;

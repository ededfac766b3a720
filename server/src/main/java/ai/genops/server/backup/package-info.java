/// Backups of a server: configuration, log with its checkpoints, memories, lake. Starting points: [Backups] is what a
/// server does by itself and when asked; [Backup] makes one, [Restore] reads one; both work on a [Store].
@NullMarked
package ai.genops.server.backup;

import org.jspecify.annotations.NullMarked;

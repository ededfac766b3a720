/// The command line: one class per command.
@NullMarked
package ai.genops.server.cli;

import org.jspecify.annotations.NullMarked;

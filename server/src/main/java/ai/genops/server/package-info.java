/// The server: the one place where everything is put together, and the only one that reads the clock, the environment
/// and the command line. Starting points: [ai.genops.server.cli.Main] runs a command; [ServerPlan] is a whole
/// configuration, checked; [GenOpsServer] starts it; [ai.genops.server.api] is what it answers.
@NullMarked
package ai.genops.server;

import org.jspecify.annotations.NullMarked;

package ai.genops.server.cli;

import ai.genops.server.UserException;
import java.util.logging.LogManager;
import picocli.CommandLine;

/// The program. Exit codes: 0 done, 1 failed, 2 the command line or the configuration is wrong.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        System.exit(commandLine().execute(arguments));
    }

    /// The command line, with every command.
    public static CommandLine commandLine() {
        return new CommandLine(new GenOpsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println("genops: " + message(failure));
                    return failure instanceof UserException ? 2 : 1;
                });
    }

    private static String message(Throwable failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? failure.toString() : text;
    }
}

package ai.genops.server.cli;

import ai.genops.server.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `genops version`
@Command(name = "version", description = "Show the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
    @Mixin
    OutputMixin output = new OutputMixin();

    @Override
    public Integer call() {
        String java = System.getProperty("java.vm.name") + " " + Runtime.version();
        System.out.println(
                output.json()
                        ? "{\"version\":\"" + Version.TEXT + "\",\"java\":\"" + java + "\"}"
                        : "genops " + Version.TEXT + " (" + java + ")");
        return 0;
    }
}

package ai.genops.server.cli;

import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.cribl.Conversion;
import ai.genops.pipeline.cribl.Conversion.Format;
import ai.genops.server.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops convert`: between Cribl's format and ours.
@Command(
        name = "convert",
        description = "Convert pipelines, routes and packs from Cribl's format to ours, or ours to Cribl's.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code 0 if everything has an equivalent, 1 if something has none (it is told, and the rest written),",
            "2 if the source cannot be read or a file is there already.",
            "For example: genops convert genops.crbl --output config"
        })
final class ConvertCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "A file with a pipeline or a table of routes, a folder, or a pack (.crbl, .tgz, .tar.gz).")
    Path source = Path.of(".");

    @Option(names = "--to", paramLabel = "FORMAT", description = "cribl or genops. Default: the other than SOURCE's.")
    @Nullable
    String target;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder to write to; nothing in it is overwritten. Default: standard output.")
    @Nullable
    Path output;

    @Option(names = "--json", description = "The report as one JSON object per line.")
    boolean json;

    private final Problems problems = new Problems();

    @Override
    public Integer call() throws IOException {
        SortedMap<String, byte[]> files = convert();
        if (output == null) {
            print(files);
        } else {
            write(files, output);
        }
        report(files.size());
        return problems.hasErrors() ? 1 : 0;
    }

    private SortedMap<String, byte[]> convert() {
        if (!Files.exists(source)) {
            throw new UserException(source + " is not there; name a file, a folder or a pack");
        }
        try {
            Conversion conversion = Conversion.of(source, problems);
            return conversion.to(target == null ? other(conversion.format()) : format(target));
        } catch (IOException e) {
            throw new UserException(source + " cannot be read: " + e.getMessage());
        }
    }

    private static Format other(Format format) {
        return format == Format.CRIBL ? Format.GENOPS : Format.CRIBL;
    }

    private static Format format(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "cribl" -> Format.CRIBL;
            case "genops" -> Format.GENOPS;
            default ->
                throw new UserException("`--to " + name + "`: there are cribl and genops; the folder is --output");
        };
    }

    private static void print(SortedMap<String, byte[]> files) {
        files.forEach((path, bytes) -> {
            boolean text = path.matches(".*\\.(ya?ml|json)");
            System.out.println("# " + path + (text ? "" : ": " + bytes.length + " bytes"));
            if (text) {
                System.out.print(new String(bytes, StandardCharsets.UTF_8));
            }
        });
    }

    private static void write(SortedMap<String, byte[]> files, Path folder) throws IOException {
        for (String path : files.keySet()) {
            if (Files.exists(folder.resolve(path))) {
                throw new UserException(folder.resolve(path) + " is there already; name another folder with --output");
            }
        }
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
            Files.write(path, file.getValue());
        }
    }

    /// On standard error where the files go to standard output.
    private void report(int files) {
        Terminal terminal = output == null ? Terminal.standardError() : Terminal.standardOutput();
        if (json) {
            ProblemReport.printJson(problems.all(), terminal);
            return;
        }
        ProblemReport.print(problems.all(), terminal);
        long lost = problems.errors().size();
        terminal.line("%s: %d files, %s"
                .formatted(
                        lost == 0 ? terminal.good("converted") : terminal.doubtful("converted in part"),
                        files,
                        lost == 0 ? "everything has an equivalent" : lost + " things have no equivalent"));
    }
}

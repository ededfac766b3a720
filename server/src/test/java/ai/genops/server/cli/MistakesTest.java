package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The page on mistakes: every case gives, word for word, what the page says. A line `…` stands for any lines.
class MistakesTest {
    private static final Path PAGE = Path.of("../docs/mistakes.md");
    private static final Pattern FILE = Pattern.compile("```(?:yaml|json|csv)\\n# (\\S+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RUN = Pattern.compile("```\\n\\$ (\\S+) (.*?)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern HEADER = Pattern.compile("-H '([^:]*): ([^']*)'");
    private static final Pattern SECTION = Pattern.compile("^## ", Pattern.MULTILINE);
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern BODY = Pattern.compile("-d '([^']*)'");

    @TempDir
    Path folder;

    /// A section of the page.
    record Mistake(String name, String common, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Mistake> mistakes() throws IOException {
        String[] sections = SECTION.split(Files.readString(PAGE), -1);
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 1; i < sections.length; i++) {
            mistakes.add(new Mistake(sections[i].lines().findFirst().orElse(""), sections[0], sections[i]));
        }
        return mistakes;
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void theMessageIsWhatThePageSays(Mistake mistake) throws Exception {
        Matcher run = RUN.matcher(mistake.text);
        assertThat(run.find()).as("a command").isTrue();
        String said = run.group(1).equals("curl") ? curl(mistake, run.group(2)) : genops(mistake, run.group(2));
        assertThat(said).matches(Pattern.compile(pattern(run.group(3)), Pattern.DOTALL));
    }

    @Test
    void thereAreThirtyAndMoreNumberedInOrder() throws IOException {
        List<Mistake> mistakes = mistakes();
        assertThat(mistakes).hasSizeGreaterThanOrEqualTo(30);
        for (int i = 0; i < mistakes.size(); i++) {
            assertThat(mistakes.get(i).name).startsWith(i + 1 + ". ");
        }
    }

    @Test
    void theConfigurationBesideTheMistakesHasNone() throws IOException {
        write(mistakes().getFirst().common, "");
        assertThat(Cli.run("check", "--config", folder.toString()).out()).isEqualTo("usable: 0 errors\n");
    }

    private String genops(Mistake mistake, String command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(SPACE.split(command, -1)));
        arguments.replaceAll(argument ->
                argument.equals("events.ndjson") ? folder.resolve(argument).toString() : argument);
        arguments.addAll(List.of(
                "--config", folder.toString(), "--data", folder.resolve("data").toString()));
        try (var taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            if (arguments.getFirst().equals("up")) {
                write("```yaml\n# server.yaml\napi_port: 0\n```\n", "");
                arguments.addAll(
                        List.of("--set", "sources.otlp.http_port=" + port, "--set", "sources.otlp.grpc_port=0"));
            }
            write(mistake.common, mistake.text);
            Cli ran = Cli.run(arguments.toArray(String[]::new));
            return (ran.out() + ran.err())
                    .replace("port " + port, "port 4318")
                    .replace("--set sources.otlp.http_port=" + port, "sources/otlp.yaml:1:1");
        }
    }

    private String curl(Mistake mistake, String command) throws IOException, InterruptedException {
        try (var server = new TestServer(folder)) {
            Matcher file = FILE.matcher(mistake.text);
            String source = file.find() ? file.group(2) : "type: otlp\n";
            server.file("sources/otlp.yaml", source + "http_port: 0\ngrpc_port: 0\n");
            String path = URI.create(SPACE.split(command, -1)[1]).getPath();
            var request = HttpRequest.newBuilder(URI.create(server.start().sourceUrl() + path));
            Matcher header = HEADER.matcher(command);
            while (header.find()) {
                request.header(header.group(1), header.group(2));
            }
            Matcher body = BODY.matcher(command);
            request.POST(BodyPublishers.ofString(body.find() ? body.group(1) : ""));
            try (var client = HttpClient.newHttpClient()) {
                HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
                return "HTTP/1.1 " + answer.statusCode() + "\n…\n" + answer.body() + "\n";
            }
        }
    }

    /// Writes the files of a text of the page, then those of another in their place.
    private void write(String common, String own) throws IOException {
        Matcher file = FILE.matcher(common + own);
        while (file.find()) {
            Path path = folder.resolve(file.group(1));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.group(2));
        }
    }

    private static String pattern(String expected) {
        return ("\n" + expected)
                .replaceAll("(?s)(^|(?<=\n))…\n", "\u0000")
                .substring(1)
                .transform(text -> {
                    List<String> parts = new ArrayList<>();
                    for (String part : text.split("\u0000", -1)) {
                        parts.add(Pattern.quote(part));
                    }
                    return String.join(".*", parts);
                });
    }
}

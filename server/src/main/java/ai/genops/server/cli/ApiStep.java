package ai.genops.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that asks a running server one thing and shows the answer, for people or as it is.
abstract class ApiStep implements Callable<Integer> {
    @Mixin
    ApiMixin server = new ApiMixin();

    @Mixin
    OutputMixin output = new OutputMixin();

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try (ApiClient api = server.client()) {
            String answer = ask(api);
            JsonTree tree = JsonTree.parse(answer);
            if (output.json()) {
                System.out.println(json(answer, tree));
            } else {
                show(tree, Terminal.standardOutput());
            }
            return code(tree);
        }
    }

    /// The server's answer.
    abstract String ask(ApiClient api) throws IOException, InterruptedException;

    abstract void show(JsonTree answer, Terminal terminal);

    /// What is printed of the answer as JSON.
    String json(String answer, JsonTree tree) {
        return answer;
    }

    int code(JsonTree answer) {
        return 0;
    }
}

package ai.genops.server.cli;

import picocli.CommandLine.Option;

/// The form of an answer, the same in every command that scripts use, too.
final class OutputMixin {
    enum Form {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the answer: text (default), or json, one object a line.")
    Form form = Form.TEXT;

    @Option(names = "--json", description = "Short for --output json.")
    void json(boolean json) {
        form = json ? Form.JSON : Form.TEXT;
    }

    boolean json() {
        return form == Form.JSON;
    }
}

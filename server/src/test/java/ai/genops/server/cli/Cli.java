package ai.genops.server.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/// A command as a person runs it: its exit code and what it says.
record Cli(int code, String out, String err) {
    static Cli run(String... arguments) {
        return fed("", arguments);
    }

    static Cli fed(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        PrintStream before = System.out;
        InputStream inBefore = System.in;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            int code = Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
            return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(before);
            System.setIn(inBefore);
        }
    }
}

package ai.genops.server.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/// Text with colours where a person looks at it, and without where a program reads it.
public final class Terminal {
    private final PrintStream out;
    private final boolean colours;

    private Terminal(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /// Standard output; colours if it is a terminal and NO_COLOR is not set (no-color.org).
    static Terminal standardOutput() {
        return new Terminal(System.out, isTerminal() && System.getenv("NO_COLOR") == null);
    }

    /// Standard error, without colours.
    static Terminal standardError() {
        return new Terminal(System.err, false);
    }

    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    public boolean colours() {
        return colours;
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public String bold(String text) {
        return style("1", text);
    }

    public String dim(String text) {
        return style("2", text);
    }

    public String good(String text) {
        return style("32", text);
    }

    public String doubtful(String text) {
        return style("33", text);
    }

    public String bad(String text) {
        return style("31", text);
    }

    private String style(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

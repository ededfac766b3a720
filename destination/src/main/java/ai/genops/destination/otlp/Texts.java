package ai.genops.destination.otlp;

/// What the other side says, made fit to be shown.
final class Texts {
    private static final int MAX = 200;

    private Texts() {}

    static String excerpt(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= MAX ? line : line.substring(0, MAX) + "...";
    }
}

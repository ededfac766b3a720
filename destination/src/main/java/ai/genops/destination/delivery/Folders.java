package ai.genops.destination.delivery;

/// Names of folders made from ids.
final class Folders {
    private Folders() {}

    /// An id as the name of a folder: it cannot lead elsewhere.
    static String name(String id) {
        String safe = id.replaceAll("[^A-Za-z0-9_.-]", "_");
        return safe.startsWith(".") ? "_" + safe : safe;
    }
}

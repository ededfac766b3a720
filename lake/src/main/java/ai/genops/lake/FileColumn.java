package ai.genops.lake;

import org.jspecify.annotations.Nullable;

/// What a data file's column for an attribute is known to hold.
///
/// @param everywhere whether every row of the file has the attribute: who asks for those that have it need not look
public record FileColumn(ColumnKind kind, boolean everywhere) {
    private static final String EVERYWHERE = "!";

    /// This and the other's values in one column; null if there is none.
    @Nullable
    FileColumn with(FileColumn other) {
        ColumnKind both = kind.with(other.kind);
        return both == null ? null : new FileColumn(both, everywhere && other.everywhere);
    }

    /// As [#of] reads it: `TEXT`, or `TEXT!` if it is everywhere.
    @Override
    public String toString() {
        return everywhere ? kind + EVERYWHERE : kind.toString();
    }

    static FileColumn of(String text) {
        boolean everywhere = text.endsWith(EVERYWHERE);
        String kind = everywhere ? text.substring(0, text.length() - EVERYWHERE.length()) : text;
        return new FileColumn(ColumnKind.valueOf(kind), everywhere);
    }
}

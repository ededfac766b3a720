package ai.genops.lake;

/// The tables that rows of a dataset are in before they are in files.
enum Table {
    /// Where they arrive, with their attributes as JSON text: quick to write and to roll, slow to search.
    YOUNG,
    /// Where they stay, with their attributes as VARIANT.
    SETTLED;

    /// Its name in SQL.
    String of(String dataset) {
        return this == YOUNG ? Layout.young(dataset) : Layout.quote(dataset);
    }

    /// Its column `fields` or `events` as JSON text, as SQL.
    String text(String column) {
        return this == YOUNG ? column : column + "::json::varchar";
    }
}

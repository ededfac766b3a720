package ai.genops.lake;

import java.util.List;

/// How one dataset is stored: when its rows leave the database for files, how those are written, how long they stay.
///
/// @param codec snappy, zstd, lz4, gzip or none
/// @param indexes fields that people filter by; those that are attributes get a column in the files
/// @param keys that new files are encrypted with
record Storage(DatasetConfig dataset, String codec, List<String> indexes, LakeConfig.Rolling rolling, DataKeys keys) {
    Storage with(DataKeys given) {
        return new Storage(dataset, codec, indexes, rolling, given);
    }

    String name() {
        return dataset.name();
    }

    /// The codec in DuckDB's words.
    String compression() {
        return codec.equals("none") ? "uncompressed" : codec;
    }
}

package ai.genops.destination.s3;

import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.Locale;

/// What an object is and how it is kept. The destination says it for all routes; a route may say otherwise.
///
/// @param level of the compression, 1 to 9
/// @param storageClass as the store names it
/// @param lock how long it cannot be deleted
record Form(
        Format format,
        Compression compression,
        int level,
        String storageClass,
        Encryption encryption,
        ObjectLock lock) {
    enum Format {
        NDJSON,
        PARQUET
    }

    enum Compression {
        NONE,
        GZIP
    }

    private static final List<String> STORAGE_CLASSES = List.of(
            "STANDARD",
            "STANDARD_IA",
            "ONEZONE_IA",
            "INTELLIGENT_TIERING",
            "GLACIER_IR",
            "GLACIER",
            "DEEP_ARCHIVE",
            "REDUCED_REDUNDANCY",
            "EXPRESS_ONEZONE");

    static Form read(Section block, Encryption encryption) {
        Format format = format(block.choice("format", "ndjson", List.of("ndjson", "parquet")));
        Compression compression = compression(block, Compression.NONE);
        return new Form(
                format,
                compression,
                level(block, compression),
                block.choice("storage_class", "STANDARD", STORAGE_CLASSES),
                encryption,
                ObjectLock.read(block, ObjectLock.OFF));
    }

    /// With what a route says otherwise.
    Form of(Route route) {
        Section options = route.options();
        String own = format.name().toLowerCase(Locale.ROOT);
        String output = options.choice("output_format", own, List.of("ndjson", "parquet", "json", "s3"));
        return new Form(
                output.equals("s3") ? format : format(output),
                compression(options, compression),
                level,
                storageClass,
                encryption.of(options),
                ObjectLock.read(options, lock));
    }

    private static Format format(String name) {
        return name.equals("parquet") ? Format.PARQUET : Format.NDJSON;
    }

    private static Compression compression(Section block, Compression otherwise) {
        String own = otherwise.name().toLowerCase(Locale.ROOT);
        String choice = block.choice("compression", own, List.of("none", "gzip", "zstd"));
        if (choice.equals("zstd")) {
            String text = "`compression: zstd` is not available for objects of lines";
            String hint = "Write `gzip`, or `format: parquet`, whose columns are always compressed with zstd.";
            block.problems().error(block.at("compression"), text, hint);
        }
        return choice.equals("gzip") ? Compression.GZIP : Compression.NONE;
    }

    private static int level(Section block, Compression compression) {
        int level = block.integer("compression_level", 6, 1, 9);
        if (block.has("compression_level") && compression == Compression.NONE) {
            String text = "`compression_level` means nothing without `compression: gzip`";
            block.problems().note(block.at("compression_level"), text, "");
        }
        return level;
    }

    /// A name as the object's content asks for: `.gz` if and only if it is compressed, `.parquet` if it is that.
    String named(String name) {
        String bare = name.replaceFirst("\\.(gz|zst)$", "");
        if (format == Format.PARQUET) {
            return bare.replaceFirst("\\.(json|ndjson|jsonl|parquet)$", "") + ".parquet";
        }
        return compression == Compression.GZIP ? bare + ".gz" : bare;
    }

    String contentType() {
        return format == Format.PARQUET ? "application/vnd.apache.parquet" : "application/x-ndjson";
    }
}

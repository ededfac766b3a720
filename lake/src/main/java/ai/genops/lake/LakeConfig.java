package ai.genops.lake;

import ai.genops.pipeline.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A lake destination's block. `compression`, `compression_codec` and `indexes` say how data files are written once
/// rows leave the database for them; the database itself compresses and indexes every column.
///
/// Our own keys: `roll_after` and `roll_size`, when rows leave the database for files ([Rolling]); `flush_interval`,
/// how long a batch may wait for more (at most 1 s, so that an event is searchable within a second);
/// `batch_events` and `batch_bytes`, when it is full; `span_window`, among how many of a dataset's last spans a
/// repeated one is recognised (0: none), 24 to 32 bytes of memory each.
record LakeConfig(
        List<DatasetConfig> datasets,
        String compression,
        String codec,
        List<String> indexes,
        Rolling rolling,
        OpenBatch.Limits limits,
        int spanWindow) {

    /// When rows leave the database: when the log took them that long ago, or when the dataset has more bytes there.
    /// The default's bytes are a million rows or two, as many as a search reads quickly wherever they are.
    record Rolling(Duration after, long bytes) {
        static final Rolling DEFAULT = new Rolling(Duration.ofHours(24), 256_000_000);
    }

    /// Holds every event as received.
    static final DatasetConfig RECEIVED = DatasetConfig.of("genops_ai", "Every event as received", "");

    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(1);

    /// @param folder of the configuration, where `indexes_conf` is looked for
    static LakeConfig read(Section block, Path folder) {
        List<DatasetConfig> datasets = new ArrayList<>(List.of(RECEIVED));
        if (block.has("indexes_conf")) {
            IndexesConf.read(folder.resolve(block.text("indexes_conf")), block)
                    .forEach(dataset -> add(dataset, block, datasets));
        }
        for (Section dataset : block.sections("datasets")) {
            add(DatasetConfig.read(dataset), dataset, datasets);
        }
        var config = new LakeConfig(
                datasets,
                block.choice("compression", "parquet", List.of("parquet")),
                block.choice("compression_codec", "zstd", List.of("snappy", "zstd", "lz4", "gzip", "none")),
                block.texts("indexes"),
                rolling(block),
                limits(block),
                block.integer("span_window", 1_000_000, 0, 20_000_000));
        block.finish();
        return config;
    }

    private static void add(DatasetConfig dataset, Section block, List<DatasetConfig> to) {
        to.removeIf(other -> other.equals(RECEIVED) && other.name().equals(dataset.name()));
        if (to.stream().anyMatch(other -> other.name().equals(dataset.name()))) {
            block.problems()
                    .error(block.at("name"), "dataset `" + dataset.name() + "` is here twice", "Keep one of the two.");
        }
        to.add(dataset);
    }

    private static Rolling rolling(Section block) {
        Duration after = block.duration("roll_after", Rolling.DEFAULT.after);
        long bytes = block.bytes("roll_size", Rolling.DEFAULT.bytes);
        block.problems()
                .require(
                        after.isPositive() && bytes >= 1_000_000,
                        block.at(after.isPositive() ? "roll_size" : "roll_after"),
                        "`roll_after` must be longer than nothing and `roll_size` at least 1 MB, they are " + after
                                + " and " + bytes + " bytes",
                        "For example 1h and 256 MB.");
        return new Rolling(after, bytes);
    }

    /// How each dataset is stored.
    List<Storage> storages(Collection<DatasetConfig> of) {
        return of.stream()
                .map(dataset -> new Storage(dataset, codec, indexes, rolling, DataKeys.NONE))
                .toList();
    }

    private static OpenBatch.Limits limits(Section block) {
        Duration flush = block.duration("flush_interval", Duration.ofMillis(250));
        if (flush.compareTo(LONGEST_FLUSH) > 0) {
            block.problems()
                    .note(
                            block.at("flush_interval"),
                            "`flush_interval` is capped at 1s: an event is searchable within a second",
                            "");
            flush = LONGEST_FLUSH;
        }
        int events = block.integer("batch_events", 65_536, 1, 1_000_000);
        long bytes = block.bytes("batch_bytes", 48_000_000);
        block.problems()
                .require(
                        bytes >= 1 && bytes <= 1_000_000_000,
                        block.at("batch_bytes"),
                        "`batch_bytes` must be from 1 to 1 GB, is " + bytes,
                        "");
        return new OpenBatch.Limits(events, bytes, flush.toMillis());
    }
}

package ai.genops.pipeline.load;

import ai.genops.pipeline.ConsumerBuffer;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.lookup.LookupTables;
import java.util.List;
import java.util.Map;

/// A whole configuration, read and checked; nothing of it is started. `buffers` are of the
/// destinations that have a block for it. `sources` and `server` are read further by the
/// modules they belong to.
public record Configuration(
        Section server,
        Map<String, Section> sources,
        Map<String, Destination> destinations,
        Map<String, ConsumerBuffer> buffers,
        LookupTables lookups,
        List<Pipeline> pipelines) {}

package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.lookup.GeoSource;
import ai.genops.pipeline.processor.AddedFields.Added;
import ai.genops.pipeline.processor.GeoIp.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Reads `database`, `match_field`, `add_fields` and their `default_values`. What can be added has short names; every
/// other place of MaxMind's record is named by its path (`traits.is_anonymous`), all of it by `*`.
final class GeoIpReader implements ProcessorReaders.Reader {
    /// All that the database says, as an object.
    private static final String WHOLE = "*";

    private static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry("city", "city.names.en"),
            Map.entry("country", "country.names.en"),
            Map.entry("country_code", "country.iso_code"),
            Map.entry("continent", "continent.names.en"),
            Map.entry("continent_code", "continent.code"),
            Map.entry("region", "subdivisions.0.names.en"),
            Map.entry("region_code", "subdivisions.0.iso_code"),
            Map.entry("postal_code", "postal.code"),
            Map.entry("latitude", "location.latitude"),
            Map.entry("longitude", "location.longitude"),
            Map.entry("timezone", "location.time_zone"),
            Map.entry("asn", "autonomous_system_number"),
            Map.entry("as_organization", "autonomous_system_organization"));

    @Override
    public Processor read(Section block, PipelineScope scope) {
        String id = block.text("database");
        List<Output> outputs = new ArrayList<>();
        for (Added one : AddedFields.read(block, List.of())) {
            outputs.add(new Output(one.define(scope), path(block, one), one.otherwise()));
        }
        if (!(block.find("match_field") instanceof Yaml.Scalar field)) {
            block.problems().error(block.at(), "`match_field` is missing", "Name the field that has the address.");
            return _ -> Processor.Verdict.KEEP;
        }
        Value address = scope.value(field, "geoip").value();
        GeoSource database = scope.lookups().database(id);
        if (database == null) {
            missing(id, block, scope);
            return _ -> Processor.Verdict.KEEP;
        }
        return new GeoIp(database, address, List.copyOf(outputs));
    }

    private static List<String> path(Section block, Added one) {
        if (one.column().equals(WHOLE)) {
            return List.of();
        }
        String path = one.column().indexOf('.') >= 0 ? one.column() : PATHS.get(one.column());
        if (path == null) {
            block.problems()
                    .error(
                            one.at(),
                            "`" + one.column() + "` is nothing that is known of an address",
                            Names.didYouMean(one.column(), new TreeSet<>(PATHS.keySet()))
                                    + " Anything else is named by its path, as traits.is_anonymous.");
            return List.of();
        }
        return List.of(path.split("\\."));
    }

    private static void missing(String id, Section block, PipelineScope scope) {
        if (!scope.lookups().isBroken(id) && !id.isEmpty()) {
            block.problems()
                    .error(
                            block.at("database"),
                            "there is no MaxMind database `" + id + "`",
                            Names.didYouMean(id, scope.lookups().databaseIds()) + " A file lookups/" + id
                                    + ".mmdb is enough to make one.");
        }
    }
}

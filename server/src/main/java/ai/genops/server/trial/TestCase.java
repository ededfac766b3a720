package ai.genops.server.trial;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Yaml;
import java.util.List;
import java.util.Map;

/// One test: events, and what is to come of them.
///
/// @param given the events, in order
/// @param expected by destination; one that is not named is not looked at, unless the match is exact
/// @param expectAt where `expect` stands; the test itself if it does not
/// @param ignore names that are not compared
/// @param dropped whether no event is to reach the routes
/// @param errors whether expressions may fail
public record TestCase(
        String name,
        Location at,
        List<Yaml> given,
        Map<String, Yaml.Sequence> expected,
        Location expectAt,
        TestFile.Match match,
        List<String> ignore,
        boolean dropped,
        boolean errors) {}

/// From a folder of YAML to what runs: [ConfigurationReader] reads a [Configuration], whole or with every problem it
/// has; [PipelineReader] reads one pipeline, [RouteTableReader] tables of routes.
@NullMarked
package ai.genops.pipeline.load;

import org.jspecify.annotations.NullMarked;

/// Reading configuration: YAML with the place of every value, typed reading that collects every problem, units and
/// secrets. Starting points: [YamlReader] parses a file, [Section] is how a block is read, [Problems] is what is told,
/// [Secrets] resolves references to secrets, each kept in a [SecretStore].
@NullMarked
package ai.genops.pipeline.config;

import org.jspecify.annotations.NullMarked;

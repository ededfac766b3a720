/// What sources can be told: [OtlpSourceConfig] reads it, from files of our own form or Cribl's, [HecSourceConfig] from
/// our own form or Splunk's `inputs.conf`.
@NullMarked
package ai.genops.source.config;

import org.jspecify.annotations.NullMarked;

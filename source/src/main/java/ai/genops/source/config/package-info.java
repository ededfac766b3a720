/// What an OTLP source can be told: [OtlpSourceConfig] reads it, from files of our own form or Cribl's.
@NullMarked
package ai.genops.source.config;

import org.jspecify.annotations.NullMarked;

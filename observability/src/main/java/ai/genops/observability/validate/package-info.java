/**
 * Whether telemetry will arrive, checked before it is sent: a Splunk HEC, an OTLP endpoint, Cribl. Every failure has a
 * cause and what to do; what the other side does not show is said to be unchecked and never counts as passed. Start at
 * {@link ai.genops.observability.validate.SplunkValidator}, {@link ai.genops.observability.validate.Validation} and
 * {@link ai.genops.observability.validate.HecDiagnosis}.
 */
@NullMarked
package ai.genops.observability.validate;

import org.jspecify.annotations.NullMarked;

/** Telemetry to Cribl, or to any collector of OTLP: the quick start, then an integration with policies and budgets. */
@NullMarked
package ai.genops.example.cribl;

import org.jspecify.annotations.NullMarked;

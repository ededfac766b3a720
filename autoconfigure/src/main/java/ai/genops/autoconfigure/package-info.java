/**
 * Derives {@code genops.*} from spans that anybody's instrumentation makes, with no code: an extension of OpenTelemetry's
 * autoconfiguration, and of its Java agent. It observes; what has run cannot be refused. Start at GenOpsCustomizer, which
 * hooks in Attribution, at the start of a span, and DerivingExporter, where all of it is known; Derivation is what a span
 * means, Settings what was configured.
 */
@NullMarked
package ai.genops.autoconfigure;

import org.jspecify.annotations.NullMarked;

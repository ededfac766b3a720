/** What calls cost, use and are refused, as Micrometer's meters. Start at GenOpsMetrics. */
@NullMarked
package ai.genops.instrumentation.micrometer;

import org.jspecify.annotations.NullMarked;

/**
 * Dashboards as code: what one is, the three that are shipped, and the forms in which other products take it. Start at
 * {@link ai.genops.observability.dashboard.Dashboard} and {@link ai.genops.observability.dashboard.Shipped}.
 */
@NullMarked
package ai.genops.observability.dashboard;

import org.jspecify.annotations.NullMarked;

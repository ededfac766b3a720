/// Forecasts of series of numbers, for `predict`. Start at [ai.genops.search.forecast.Forecasts].
@NullMarked
package ai.genops.search.forecast;

import org.jspecify.annotations.NullMarked;

@NullMarked
package ai.genops.search.report;

import org.jspecify.annotations.NullMarked;

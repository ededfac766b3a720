@NullMarked
package ai.genops.search.plan;

import org.jspecify.annotations.NullMarked;

/// What a search knows besides its text: macros, saved searches, lookups, other searches' results. Start at
/// [ai.genops.search.knowledge.Knowledge].
@NullMarked
package ai.genops.search.knowledge;

import org.jspecify.annotations.NullMarked;

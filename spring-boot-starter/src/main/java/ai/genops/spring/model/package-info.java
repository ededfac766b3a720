/** Beans that are models, governed with no code: start at GovernedModels; a ModelKind is a type of them. */
@NullMarked
package ai.genops.spring.model;

import org.jspecify.annotations.NullMarked;

/**
 * What a method says of the AI it uses, for {@link ai.genops.sdk.GenOps#wrap}: start at TrackUsage, EnforcePolicy and
 * Budgeted; Tagged and Prompt say what its parameters are.
 */
@NullMarked
package ai.genops.sdk.annotation;

import org.jspecify.annotations.NullMarked;

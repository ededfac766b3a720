/**
 * A support assistant that calls a model, governed: start at Assistant, which is all that the application says of it beside
 * application.yaml. LocalFakeProvider stands for the provider, so that the sample needs no key.
 */
@NullMarked
package ai.genops.example;

import org.jspecify.annotations.NullMarked;

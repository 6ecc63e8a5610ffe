/**
 * What tests of code that talks over message ports need: recorded ports, AssertJ
 * assertions, an executor that runs when the test says so, a slice for Spring Boot, and
 * the contract that every kind of port passes.
 */
@NullMarked
package dev.messageport.test;

import org.jspecify.annotations.NullMarked;

/**
 * The claim protocol under thousands of random schedules: the product's own classes and statements on its own schema, with
 * an encoder that only takes time, and with time that the simulation moves. {@link org.reelmill.simulation.SimulationTest} is the
 * entrance; why it is built so is in {@code src/adr}.
 */
package org.reelmill.simulation;

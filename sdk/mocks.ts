import * as pulumi from "@pulumi/pulumi";

/** Whether the program runs under `pulumi.runtime.setMocks`: no look-up calls the service, and no stack is deployed. */
export function isMocked(): boolean {
  const monitor: object | undefined = pulumi.runtime.getMonitor();
  return monitor !== undefined && "mocks" in monitor;
}

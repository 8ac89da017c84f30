// Stands for every package's types where Pulumi runs the program or the policy pack (tsconfig.pulumi.json): to read the real ones, which nobody checks
// there, took most of the time until the program began.
export {};

// Loaded before a program: prints what its process took, at its very end.
process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.log(`usage: ${((userCPUTime + systemCPUTime) / 1e6).toFixed(2)} s, ${maxRSS} KB`);
});

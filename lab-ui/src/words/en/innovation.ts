export const innovation = {} as const;

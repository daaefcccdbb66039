import { Component, type ReactNode } from 'react';
import { Failure } from './failure.js';

/** Keeps header and footer when a page cannot be drawn, or its script could not be loaded, and offers to load it again. */
export class Broken extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override readonly state: { readonly error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="page narrow">
        <Failure error={error} onRetry={() => location.reload()} />
      </div>
    );
  }
}

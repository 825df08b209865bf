import { Component, type ReactNode } from "react";
import { StateBlock } from "../components/state-block.tsx";

interface Props {
  readonly children: ReactNode;
}

/** Shows what failed in place of the part that failed, and lets people try again. */
export class ErrorBoundary extends Component<Props, { readonly error: unknown }> {
  override state = { error: undefined as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return (
      <StateBlock
        page
        kind="error"
        error={this.state.error}
        onRetry={() => this.setState({ error: undefined })}
      />
    );
  }
}
